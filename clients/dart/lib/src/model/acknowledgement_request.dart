//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'acknowledgement_request.g.dart';

/// A serializer that refuses fields it does not know, so that a typo never silently drops a limit.  It refuses the numbers of payment cards too, whatever the field: before anything else is said of the body, because some refusals repeat what was sent. Raises CardNumberRefused.  `scanned` names the fields that take the text of a QR code. A whole EMVCo payload may stand there whatever its digits: they run on from one data object into the next, and the numbers in the codes of card schemes are merchants'.
///
/// Properties:
/// * [id] - The command's.
/// * [nonce] - The command's.
@BuiltValue()
abstract class AcknowledgementRequest implements Built<AcknowledgementRequest, AcknowledgementRequestBuilder> {
  /// The command's.
  @BuiltValueField(wireName: r'id')
  String get id;

  /// The command's.
  @BuiltValueField(wireName: r'nonce')
  String get nonce;

  AcknowledgementRequest._();

  factory AcknowledgementRequest([void updates(AcknowledgementRequestBuilder b)]) = _$AcknowledgementRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(AcknowledgementRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<AcknowledgementRequest> get serializer => _$AcknowledgementRequestSerializer();
}

class _$AcknowledgementRequestSerializer implements PrimitiveSerializer<AcknowledgementRequest> {
  @override
  final Iterable<Type> types = const [AcknowledgementRequest, _$AcknowledgementRequest];

  @override
  final String wireName = r'AcknowledgementRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    AcknowledgementRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'nonce';
    yield serializers.serialize(
      object.nonce,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    AcknowledgementRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required AcknowledgementRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.id = valueDes;
          break;
        case r'nonce':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.nonce = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  AcknowledgementRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = AcknowledgementRequestBuilder();
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


