//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'submit_request.g.dart';

/// A serializer that refuses fields it does not know, so that a typo never silently drops a limit.  It refuses the numbers of payment cards too, whatever the field: before anything else is said of the body, because some refusals repeat what was sent. Raises CardNumberRefused.  `scanned` names the fields that take the text of a QR code. A whole EMVCo payload may stand there whatever its digits: they run on from one data object into the next, and the numbers in the codes of card schemes are merchants'.
///
/// Properties:
/// * [acceptBadRows] - Whether rows that cannot be paid may be left out.
@BuiltValue()
abstract class SubmitRequest implements Built<SubmitRequest, SubmitRequestBuilder> {
  /// Whether rows that cannot be paid may be left out.
  @BuiltValueField(wireName: r'accept_bad_rows')
  bool get acceptBadRows;

  SubmitRequest._();

  factory SubmitRequest([void updates(SubmitRequestBuilder b)]) = _$SubmitRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(SubmitRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<SubmitRequest> get serializer => _$SubmitRequestSerializer();
}

class _$SubmitRequestSerializer implements PrimitiveSerializer<SubmitRequest> {
  @override
  final Iterable<Type> types = const [SubmitRequest, _$SubmitRequest];

  @override
  final String wireName = r'SubmitRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    SubmitRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'accept_bad_rows';
    yield serializers.serialize(
      object.acceptBadRows,
      specifiedType: const FullType(bool),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    SubmitRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required SubmitRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'accept_bad_rows':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.acceptBadRows = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  SubmitRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = SubmitRequestBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


