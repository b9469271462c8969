//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'approve_difference_request.g.dart';

/// A serializer that refuses fields it does not know, so that a typo never silently drops a limit.  It refuses the numbers of payment cards too, whatever the field: before anything else is said of the body, because some refusals repeat what was sent. Raises CardNumberRefused.  `scanned` names the fields that take the text of a QR code. A whole EMVCo payload may stand there whatever its digits: they run on from one data object into the next, and the numbers in the codes of card schemes are merchants'.
///
/// Properties:
/// * [reason]
@BuiltValue()
abstract class ApproveDifferenceRequest implements Built<ApproveDifferenceRequest, ApproveDifferenceRequestBuilder> {
  @BuiltValueField(wireName: r'reason')
  String get reason;

  ApproveDifferenceRequest._();

  factory ApproveDifferenceRequest([void updates(ApproveDifferenceRequestBuilder b)]) = _$ApproveDifferenceRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(ApproveDifferenceRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<ApproveDifferenceRequest> get serializer => _$ApproveDifferenceRequestSerializer();
}

class _$ApproveDifferenceRequestSerializer implements PrimitiveSerializer<ApproveDifferenceRequest> {
  @override
  final Iterable<Type> types = const [ApproveDifferenceRequest, _$ApproveDifferenceRequest];

  @override
  final String wireName = r'ApproveDifferenceRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    ApproveDifferenceRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'reason';
    yield serializers.serialize(
      object.reason,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    ApproveDifferenceRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required ApproveDifferenceRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'reason':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.reason = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  ApproveDifferenceRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = ApproveDifferenceRequestBuilder();
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


