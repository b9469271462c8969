//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/step_up_request.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'set_auto_top_up_request.g.dart';

/// What is to be fetched, when, from where. All amounts are in the currency of the address.
///
/// Properties:
/// * [pin]
/// * [stepUp]
/// * [sourceId] - A linked bank account or card.
/// * [threshold] - When less than this is left in the wallet,
/// * [amount] - so much is fetched,
/// * [monthlyCap] - and altogether no more than this in a month.
@BuiltValue()
abstract class SetAutoTopUpRequest implements Built<SetAutoTopUpRequest, SetAutoTopUpRequestBuilder> {
  @BuiltValueField(wireName: r'pin')
  String get pin;

  @BuiltValueField(wireName: r'step_up')
  StepUpRequest? get stepUp;

  /// A linked bank account or card.
  @BuiltValueField(wireName: r'source_id')
  String get sourceId;

  /// When less than this is left in the wallet,
  @BuiltValueField(wireName: r'threshold')
  String get threshold;

  /// so much is fetched,
  @BuiltValueField(wireName: r'amount')
  String get amount;

  /// and altogether no more than this in a month.
  @BuiltValueField(wireName: r'monthly_cap')
  String get monthlyCap;

  SetAutoTopUpRequest._();

  factory SetAutoTopUpRequest([void updates(SetAutoTopUpRequestBuilder b)]) = _$SetAutoTopUpRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(SetAutoTopUpRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<SetAutoTopUpRequest> get serializer => _$SetAutoTopUpRequestSerializer();
}

class _$SetAutoTopUpRequestSerializer implements PrimitiveSerializer<SetAutoTopUpRequest> {
  @override
  final Iterable<Type> types = const [SetAutoTopUpRequest, _$SetAutoTopUpRequest];

  @override
  final String wireName = r'SetAutoTopUpRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    SetAutoTopUpRequest object, {
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
    yield r'source_id';
    yield serializers.serialize(
      object.sourceId,
      specifiedType: const FullType(String),
    );
    yield r'threshold';
    yield serializers.serialize(
      object.threshold,
      specifiedType: const FullType(String),
    );
    yield r'amount';
    yield serializers.serialize(
      object.amount,
      specifiedType: const FullType(String),
    );
    yield r'monthly_cap';
    yield serializers.serialize(
      object.monthlyCap,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    SetAutoTopUpRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required SetAutoTopUpRequestBuilder result,
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
        case r'source_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.sourceId = valueDes;
          break;
        case r'threshold':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.threshold = valueDes;
          break;
        case r'amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.amount = valueDes;
          break;
        case r'monthly_cap':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.monthlyCap = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  SetAutoTopUpRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = SetAutoTopUpRequestBuilder();
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


