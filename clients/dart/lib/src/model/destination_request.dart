//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/settlement_destination_enum.dart';
import 'package:gopay_client/src/model/step_up_request.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'destination_request.g.dart';

/// The base of every body that moves money.
///
/// Properties:
/// * [pin]
/// * [stepUp]
/// * [to]
/// * [sourceId] - A bank account of mine that is linked; with `bank` only.
@BuiltValue()
abstract class DestinationRequest implements Built<DestinationRequest, DestinationRequestBuilder> {
  @BuiltValueField(wireName: r'pin')
  String get pin;

  @BuiltValueField(wireName: r'step_up')
  StepUpRequest? get stepUp;

  @BuiltValueField(wireName: r'to')
  SettlementDestinationEnum get to;
  // enum toEnum {  wallet,  bank,  };

  /// A bank account of mine that is linked; with `bank` only.
  @BuiltValueField(wireName: r'source_id')
  String? get sourceId;

  DestinationRequest._();

  factory DestinationRequest([void updates(DestinationRequestBuilder b)]) = _$DestinationRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(DestinationRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<DestinationRequest> get serializer => _$DestinationRequestSerializer();
}

class _$DestinationRequestSerializer implements PrimitiveSerializer<DestinationRequest> {
  @override
  final Iterable<Type> types = const [DestinationRequest, _$DestinationRequest];

  @override
  final String wireName = r'DestinationRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    DestinationRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'pin';
    yield serializers.serialize(
      object.pin,
      specifiedType: const FullType(String),
    );
    if (object.stepUp != null) {
      yield r'step_up';
      yield serializers.serialize(
        object.stepUp,
        specifiedType: const FullType(StepUpRequest),
      );
    }
    yield r'to';
    yield serializers.serialize(
      object.to,
      specifiedType: const FullType(SettlementDestinationEnum),
    );
    if (object.sourceId != null) {
      yield r'source_id';
      yield serializers.serialize(
        object.sourceId,
        specifiedType: const FullType(String),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    DestinationRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required DestinationRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'pin':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.pin = valueDes;
          break;
        case r'step_up':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(StepUpRequest),
          ) as StepUpRequest?;
          if (valueDes == null) continue;
          result.stepUp.replace(valueDes);
          break;
        case r'to':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(SettlementDestinationEnum),
          ) as SettlementDestinationEnum;
          result.to = valueDes;
          break;
        case r'source_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.sourceId = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  DestinationRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = DestinationRequestBuilder();
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


